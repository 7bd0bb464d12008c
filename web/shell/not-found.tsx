import { data } from 'react-router';

/** Answers every address no page has, with the status 404. */
export function notFound(): never {
  throw data({ code: 'hub.notFound', status: 404 }, { status: 404 });
}

export function NotFoundPage() {
  return null;
}
