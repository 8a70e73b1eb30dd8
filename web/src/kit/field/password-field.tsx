import { forwardRef, useState } from 'react';
import { IconButton } from '@/kit/button/icon-button';
import { TextField, type TextFieldProps } from './text-field';

type PasswordFieldProps = Omit<TextFieldProps, 'type' | 'trail' | 'icon' | 'isMono'>;

/** A secret. It can be looked at while it is typed. */
export const PasswordField = forwardRef<HTMLInputElement, PasswordFieldProps>(function PasswordField(props, ref) {
  const [isShown, setIsShown] = useState(false);
  return (
    <TextField
      {...props}
      ref={ref}
      type={isShown ? 'text' : 'password'}
      trail={
        <IconButton
          icon={isShown ? 'eye' : 'eyeOff'}
          label={isShown ? 'Hide password' : 'Show password'}
          size="small"
          isPressed={isShown}
          onClick={() => setIsShown((shown) => !shown)}
        />
      }
    />
  );
});
