import { IconButton } from '@/kit/button/icon-button';
import type { Favourites } from './favourites';

type StarButtonProps = { favourites: Favourites; name: string; title: string; size?: 'small' | 'default' };

export function StarButton({ favourites, name, title, size = 'small' }: StarButtonProps) {
  const isStarred = favourites.has(name);
  return (
    <IconButton
      icon="star"
      filled={isStarred}
      isPressed={isStarred}
      size={size}
      label={isStarred ? `Take the star from ${title}` : `Give ${title} a star`}
      onClick={() => favourites.toggle(name)}
    />
  );
}
