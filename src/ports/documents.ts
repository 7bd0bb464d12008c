/**
 * Printable documents (PDF) with Chinese text. Absent where they cannot be made (workerd): routes then
 * answer documents.absent and name the other form. Promise: the bytes are a whole PDF whose pages all
 * carry the same footer, or the stream fails; making it never blocks the event loop for long.
 */
import { registerErrors } from '#src/kernel/errors.ts';

export interface TableColumn {
  readonly title: string;
  /** Share of the width; columns divide the page in these proportions. */
  readonly share: number;
  readonly align?: 'left' | 'right';
}

export type DocumentPart =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  /** Labels with their values, two columns. */
  | { readonly kind: 'facts'; readonly rows: readonly (readonly [label: string, value: string])[] }
  /** A QR code of this text, an address to open with a telephone. */
  | { readonly kind: 'code'; readonly text: string }
  /** Breaks over pages between rows; the head is repeated on each. */
  | {
      readonly kind: 'table';
      readonly columns: readonly TableColumn[];
      readonly rows: Iterable<readonly string[]> | AsyncIterable<readonly string[]>;
      /** Set off below the last row. */
      readonly total?: readonly string[];
    };

export interface DocumentModel {
  readonly title: string;
  readonly subtitle?: string;
  readonly language: 'zh' | 'en';
  readonly createdAt: Date;
  readonly parts: readonly DocumentPart[];
  /**
   * A certificate is one framed page across: centred, the first heading largest, facts side by side, and what
   * follows the code beside it. A sheet, without it, runs over pages.
   */
  readonly look?: 'certificate';
  /** Where anybody can check what the document says; stands in the footer of every page. */
  readonly verifyUrl?: string;
}

export interface Documents {
  render(model: DocumentModel): ReadableStream<Uint8Array>;
}

export const documentErrors = registerErrors('documents', {
  absent: {
    status: 503,
    en: 'This server makes no PDF; take the CSV at the same address, or ask another server of the hub.',
    zh: '当前服务器不能生成 PDF，请改用同一地址的 CSV，或访问平台的其他服务器。',
  },
});
