/** Vite's manifest of the client build: source file → built file and what it needs. */
declare module 'virtual:web-manifest' {
  const manifest: Record<
    string,
    { file: string; css?: string[]; imports?: string[]; isEntry?: boolean }
  >;
  export default manifest;
}
declare module '*.css';
