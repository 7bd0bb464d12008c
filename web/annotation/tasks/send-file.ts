import { ApiProblem } from '../../api.ts';
import { language } from '../../i18n/language.ts';
import { m } from '../../i18n/messages.ts';

/**
 * Sends a file as the body of a PUT below /api/v1 and tells how many bytes have gone: `fetch` does not say.
 * Throws ApiProblem.
 */
export function sendFile(
  path: string,
  key: string,
  file: Blob,
  progress: (bytes: number) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('PUT', `/api/v1${path}`);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.setRequestHeader('accept-language', language());
    request.setRequestHeader('idempotency-key', key);
    request.upload.addEventListener('progress', (event) => progress(event.loaded));
    request.addEventListener('error', () =>
      reject(new ApiProblem(0, { detail: m.network_failed() })),
    );
    request.addEventListener('load', () => {
      if (request.status >= 200 && request.status < 300) {
        resolve();
        return;
      }
      let problem = {};
      try {
        problem = JSON.parse(request.responseText) as object;
      } catch {
        // A proxy's own page.
      }
      reject(new ApiProblem(request.status, problem));
    });
    request.send(file);
  });
}
