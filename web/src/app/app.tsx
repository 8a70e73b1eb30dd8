import { useState } from 'react';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from 'react-router-dom';
import { createQueryClient } from '@/api/query-client';
import { setSignedOutHandler } from '@/api/client';
import { createRouter } from './router';
import { signInPath } from './sign-in-path';

export function App() {
  const [client] = useState(createQueryClient);
  const [router] = useState(() => {
    const made = createRouter();
    setSignedOutHandler(() => {
      const { pathname, search } = made.state.location;
      if (pathname === '/sign-in') return;
      void made.navigate(signInPath(`${pathname}${search}`), { replace: true });
    });
    return made;
  });
  return (
    <QueryClientProvider client={client}>
      <RouterProvider router={router} future={{ v7_startTransition: true }} />
    </QueryClientProvider>
  );
}
