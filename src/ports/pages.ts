/** Renders public pages on the server. Promise: the HTML is complete without JavaScript. */
export interface PageRequest {
  readonly url: URL;
  readonly language: 'zh' | 'en';
  readonly cookie: string | undefined;
  /** CSP nonce of this response. */
  readonly nonce: string;
  /** In-process call of our own API with the visitor's cookie, answering in the page's language. */
  readonly api: (path: string, language: 'zh' | 'en') => Promise<Response>;
}

export interface Pages {
  render(request: PageRequest): Promise<Response>;
  /** A built asset (hashed file name), compressed as `acceptEncoding` allows, or undefined. */
  asset(path: string, acceptEncoding?: string): Promise<Response | undefined>;
}
