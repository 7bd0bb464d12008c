import './styles/app.css';
import { StrictMode } from 'react';
import { hydrateRoot } from 'react-dom/client';
import {
  createBrowserRouter,
  matchRoutes,
  RouterProvider,
  UNSAFE_ErrorResponseImpl as ErrorResponse,
  type HydrationState,
} from 'react-router';
import { setLanguage } from './i18n/language.ts';
import { routes } from './router.tsx';

setLanguage(document.documentElement.lang === 'en' ? 'en' : 'zh');

/** The first page's code is loaded before hydration, so the server's HTML is never thrown away. */
async function loadFirstPage(): Promise<void> {
  const pending = (matchRoutes(routes, window.location) ?? []).map(async ({ route }) => {
    if (typeof route.lazy !== 'function') return;
    const loaded = await route.lazy();
    Object.assign(route, { ...loaded, lazy: undefined });
  });
  await Promise.all(pending);
}

function hydrationData(): HydrationState {
  const text = document.getElementById('page-data')?.textContent ?? '{}';
  const state = JSON.parse(text) as HydrationState & {
    errors?: Record<string, { status: number; statusText: string; data: unknown }> | null;
  };
  const errors = Object.entries(state.errors ?? {}).map(([id, e]) => [
    id,
    new ErrorResponse(e.status, e.statusText, e.data),
  ]);
  return { ...state, errors: errors.length > 0 ? Object.fromEntries(errors) : null };
}

await loadFirstPage();
const router = createBrowserRouter(routes, { hydrationData: hydrationData() });
const container = document.getElementById('root');
if (!container) throw new Error('no #root');
hydrateRoot(
  container,
  <StrictMode>
    <RouterProvider router={router} />
  </StrictMode>,
);
