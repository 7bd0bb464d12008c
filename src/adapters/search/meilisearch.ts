import { Meilisearch, MeilisearchApiError, type EnqueuedTaskPromise } from 'meilisearch';
import { AppError, errors } from '#src/kernel/errors.ts';
import { newId } from '#src/kernel/ids.ts';
import type {
  Search,
  SearchDocument,
  SearchQuery,
  SearchResult,
  SearchScope,
  Suggestion,
} from '#src/ports/search.ts';
import { indexSettings, meilisearchRecord } from './meilisearch-record.ts';
import { searchMeilisearch, suggestMeilisearch } from './meilisearch-search.ts';

export interface MeilisearchOptions {
  readonly url: string;
  readonly key?: string | undefined;
  /** Name of the index; `datasets` unless told. Two more appear beside it during a rebuild. */
  readonly index?: string;
  /** Longest wait for one indexing task, milliseconds; 10 minutes unless told. */
  readonly taskTimeoutMs?: number;
}

const batchSize = 1_000;

interface Changed {
  readonly id: string;
}

/** Search in a Meilisearch server (1.4 and later), by its own client. */
export class MeilisearchSearch implements Search {
  readonly #client: Meilisearch;
  readonly #index: string;
  readonly #timeout: number;
  #prepared: Promise<void> | undefined;

  constructor(options: MeilisearchOptions) {
    this.#client = new Meilisearch({
      host: options.url,
      ...(options.key ? { apiKey: options.key } : {}),
    });
    this.#index = options.index ?? 'datasets';
    this.#timeout = options.taskTimeoutMs ?? 600_000;
  }

  async index(documents: readonly SearchDocument[]): Promise<void> {
    if (documents.length === 0) return;
    await this.#prepare();
    await this.#note(documents.map((d) => d.id));
    await this.#add(this.#index, documents);
  }

  async remove(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    await this.#prepare();
    await this.#note(ids);
    await this.#done(this.#client.index(this.#index).deleteDocuments([...ids]));
  }

  async search(query: SearchQuery, scope: SearchScope): Promise<SearchResult> {
    return this.#asked(() => searchMeilisearch(this.#client, this.#index, query, scope));
  }

  async suggest(prefix: string, scope: SearchScope, limit = 8): Promise<Suggestion[]> {
    return this.#asked(() => suggestMeilisearch(this.#client, this.#index, prefix, scope, limit));
  }

  /** Fills an index of its own and swaps it with the one in use; a later rebuild ends this one. */
  async rebuild(documents: AsyncIterable<SearchDocument>): Promise<{ indexed: number }> {
    await this.#prepare();
    const next = `${this.#index}_next_${newId().replaceAll('-', '')}`;
    await this.#forgetRebuilds();
    await this.#create(next);
    await this.#create(this.#journal);
    const seen = new Set<string>();
    let batch: SearchDocument[] = [];
    for await (const document of documents) {
      if (seen.has(document.id)) continue;
      seen.add(document.id);
      batch.push(document);
      if (batch.length === batchSize) await this.#add(next, batch.splice(0));
    }
    if (batch.length > 0) await this.#add(next, batch);
    if (!(await this.#exists(next)))
      throw new Error('search: this rebuild was superseded by a later one');
    await this.#takeOver(next);
    await this.#done(this.#client.swapIndexes([{ indexes: [this.#index, next], rename: false }]));
    await this.#forgetRebuilds();
    return { indexed: seen.size };
  }

  async ready(): Promise<boolean> {
    try {
      await this.#prepare();
      return await this.#client.isHealthy();
    } catch {
      return false;
    }
  }

  get #journal(): string {
    return `${this.#index}_changed`;
  }

  #prepare(): Promise<void> {
    this.#prepared ??= this.#asked(async () => {
      if (!(await this.#exists(this.#index))) await this.#create(this.#index);
    }).catch((error: unknown) => {
      this.#prepared = undefined;
      throw error;
    });
    return this.#prepared;
  }

  async #create(uid: string): Promise<void> {
    await this.#done(this.#client.createIndex(uid, { primaryKey: 'id' }), ['index_already_exists']);
    await this.#done(this.#client.index(uid).updateSettings(indexSettings));
  }

  async #exists(uid: string): Promise<boolean> {
    try {
      await this.#client.getRawIndex(uid);
      return true;
    } catch (error) {
      if (error instanceof MeilisearchApiError && error.cause?.code === 'index_not_found')
        return false;
      throw error;
    }
  }

  async #forgetRebuilds(): Promise<void> {
    const { results } = await this.#client.getRawIndexes({ limit: 1_000 });
    for (const { uid } of results)
      if (uid.startsWith(`${this.#index}_next_`) || uid === this.#journal)
        await this.#done(this.#client.deleteIndex(uid), ['index_not_found']);
  }

  async #add(uid: string, documents: readonly SearchDocument[]): Promise<void> {
    for (let i = 0; i < documents.length; i += batchSize) {
      const records = documents.slice(i, i + batchSize).map(meilisearchRecord);
      await this.#done(this.#client.index(uid).addDocuments(records, { primaryKey: 'id' }));
    }
  }

  /** While a rebuild runs, remembers what changes beside it. */
  async #note(ids: readonly string[]): Promise<void> {
    if (await this.#asked(() => this.#exists(this.#journal)))
      await this.#done(
        this.#client.index(this.#journal).addDocuments(ids.map((id): Changed => ({ id }))),
      );
  }

  /** Brings what changed during a rebuild from the index in use into the next one. */
  async #takeOver(next: string): Promise<void> {
    const { results } = await this.#client
      .index<Changed>(this.#journal)
      .getDocuments({ limit: 100_000, fields: ['id'] });
    for (const { id } of results) {
      const record = await this.#stored(id);
      await this.#done(
        record === undefined
          ? this.#client.index(next).deleteDocuments([id])
          : this.#client.index(next).addDocuments([record]),
      );
    }
  }

  async #stored(id: string): Promise<Record<string, unknown> | undefined> {
    try {
      return await this.#client.index(this.#index).getDocument(id);
    } catch (error) {
      if (error instanceof MeilisearchApiError && error.cause?.code === 'document_not_found')
        return undefined;
      throw error;
    }
  }

  /** Waits until the server has done it: only then has the port's promise been kept. */
  async #done(task: EnqueuedTaskPromise, harmless: readonly string[] = []): Promise<void> {
    await this.#asked(async () => {
      const { status, error } = await task.waitTask({ timeout: this.#timeout, interval: 20 });
      if (status === 'succeeded' || harmless.includes(error?.code ?? '')) return;
      throw new Error(`search: Meilisearch task ${status}: ${error?.code ?? 'no code'}`);
    });
  }

  /** An unreachable or failing server is `hub.unavailable`; its words and addresses stay inside. */
  async #asked<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof AppError) throw error;
      throw new AppError(errors.unavailable, { cause: error });
    }
  }
}
