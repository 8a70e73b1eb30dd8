import { useState } from 'react';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from 'react-router-dom';
import { createQueryClient } from '@/api/query-client';
import { NoticeRegion } from '@/kit/notice/notice-region';
import { showNotice } from '@/kit/notice/notices';
import { toFailure } from '@/lib/failure';
import { createRouter } from './router';
import { answerSignedOut } from './signed-out';

export function App() {
  const [client] = useState(() =>
    createQueryClient((means, error) => showNotice({ title: means, text: toFailure(error).message })),
  );
  const [router] = useState(() => {
    const made = createRouter(client);
    answerSignedOut(made);
    return made;
  });
  return (
    <QueryClientProvider client={client}>
      <RouterProvider router={router} future={{ v7_startTransition: true }} />
      <NoticeRegion />
    </QueryClientProvider>
  );
}
