import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/jetbrains-mono/wght.css';
import '@/kit/theme/tokens.css';
import '@/kit/theme/global.css';
import { App } from '@/app/app';
import { revealCutTexts } from '@/kit/text/reveal-cut';
import { provideRandomUUID } from '@/lib/random-uuid';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
provideRandomUUID();
revealCutTexts();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
