import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  ListPartsCommand,
  UploadPartCommand,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { absent, named, type S3Objects } from './s3-objects.ts';

/** S3's own limit for one copy; larger objects are copied in parts of this size. */
export const COPY_BYTES = 1 << 30;

/** Multipart calls on one key. */
export class S3Multipart {
  readonly #objects: S3Objects;

  constructor(objects: S3Objects) {
    this.#objects = objects;
  }

  async create(key: string): Promise<string> {
    const made = await named(
      this.#objects.client.send(new CreateMultipartUploadCommand(this.#objects.at(key))),
    );
    return made.UploadId ?? '';
  }

  /** Resolves with the part's ETag. */
  async put(key: string, uploadId: string, part: number, body: Uint8Array): Promise<string> {
    const command = new UploadPartCommand({
      ...this.#objects.at(key),
      UploadId: uploadId,
      PartNumber: part,
      Body: body,
    });
    return (await named(this.#objects.client.send(command))).ETag ?? '';
  }

  async list(
    key: string,
    uploadId: string,
  ): Promise<{ part: number; etag: string; sizeBytes: number }[]> {
    const parts: { part: number; etag: string; sizeBytes: number }[] = [];
    let marker: string | undefined;
    do {
      const page = await absent(
        this.#objects.client.send(
          new ListPartsCommand({
            ...this.#objects.at(key),
            UploadId: uploadId,
            PartNumberMarker: marker,
          }),
        ),
      );
      for (const part of page?.Parts ?? [])
        parts.push({
          part: part.PartNumber ?? 0,
          etag: part.ETag ?? '',
          sizeBytes: part.Size ?? 0,
        });
      marker = page?.IsTruncated === true ? page.NextPartNumberMarker : undefined;
    } while (marker !== undefined);
    return parts;
  }

  async complete(key: string, uploadId: string, etags: readonly string[]): Promise<void> {
    const Parts = etags.map((ETag, i) => ({ ETag, PartNumber: i + 1 }));
    const command = { ...this.#objects.at(key), UploadId: uploadId, MultipartUpload: { Parts } };
    await named(this.#objects.client.send(new CompleteMultipartUploadCommand(command)));
  }

  async abort(key: string, uploadId: string): Promise<void> {
    await absent(
      this.#objects.client.send(
        new AbortMultipartUploadCommand({ ...this.#objects.at(key), UploadId: uploadId }),
      ),
    );
  }

  async partUrl(key: string, uploadId: string, part: number, seconds: number): Promise<string> {
    const command = new UploadPartCommand({
      ...this.#objects.at(key),
      UploadId: uploadId,
      PartNumber: part,
    });
    return getSignedUrl(this.#objects.client, command, { expiresIn: seconds });
  }

  /** Copies within the bucket, in parts where one copy cannot take it. */
  async copy(from: string, to: string, sizeBytes: number, partBytes = COPY_BYTES): Promise<void> {
    if (sizeBytes <= partBytes) return this.#objects.copy(from, to);
    const uploadId = await this.create(to);
    try {
      const etags: string[] = [];
      for (let start = 0; start < sizeBytes; start += partBytes)
        etags.push(
          await this.#copyPart(
            from,
            to,
            uploadId,
            etags.length + 1,
            start,
            Math.min(start + partBytes, sizeBytes),
          ),
        );
      await this.complete(to, uploadId, etags);
    } catch (error) {
      await this.abort(to, uploadId);
      throw error;
    }
  }

  async #copyPart(
    from: string,
    to: string,
    uploadId: string,
    part: number,
    start: number,
    end: number,
  ): Promise<string> {
    const command = new UploadPartCopyCommand({
      ...this.#objects.at(to),
      UploadId: uploadId,
      PartNumber: part,
      CopySource: encodeURI(`${this.#objects.bucket}/${this.#objects.prefix}${from}`),
      CopySourceRange: `bytes=${start}-${end - 1}`,
    });
    return (await named(this.#objects.client.send(command))).CopyPartResult?.ETag ?? '';
  }
}
