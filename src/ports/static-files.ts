/** Files the hub serves from its own installation, e.g. the API reference's scripts. */
export interface StaticFiles {
  /** The named file with its media type, or undefined; names are plain, without folders. */
  read(
    name: string,
  ): Promise<{ readonly body: Uint8Array<ArrayBuffer>; readonly type: string } | undefined>;
}
