import manifest from 'virtual:web-manifest';
import type { Theme } from './api.ts';
import type { Head } from './head.ts';
import { htmlLang, type Language } from './i18n/language.ts';
import { m } from './i18n/messages.ts';

export interface DocumentParts {
  readonly body: string;
  readonly head: Head | undefined;
  readonly language: Language;
  readonly theme: Theme;
  readonly nonce: string;
  readonly origin: string;
  readonly path: string;
  readonly status: number;
  /** Source files of the matched lazy routes, for preloading. */
  readonly routeFiles: readonly string[];
  readonly data: unknown;
}

const escape = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

/** JSON that cannot end its script element. */
const safeJson = (value: unknown): string => JSON.stringify(value).replaceAll('<', '\\u003c');

/** The whole HTML document around a rendered page. */
export function documentOf(parts: DocumentParts): string {
  const theme = parts.theme === 'system' ? '' : ` data-theme="${parts.theme}"`;
  const built = builtFiles(parts.routeFiles);
  return `<!doctype html>
<html lang="${htmlLang(parts.language)}"${theme}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
${headTags(parts)}
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
${built.styles.map((file) => `<link rel="stylesheet" href="/${file}">`).join('\n')}
${built.modules.map((file) => `<link rel="modulepreload" nonce="${parts.nonce}" href="/${file}">`).join('\n')}
<script type="module" nonce="${parts.nonce}" src="/${built.entry}"></script>
</head>
<body>
<div id="root">${parts.body}</div>
<script type="application/json" id="page-data" nonce="${parts.nonce}">${safeJson(parts.data)}</script>
</body>
</html>
`;
}

function headTags({ head, language, origin, path, status, nonce }: DocumentParts): string {
  const title = head ? `${head.title} · ${m.site_name()}` : m.site_name();
  const description = head?.description ?? m.site_tagline();
  const tags = [
    `<title>${escape(title)}</title>`,
    `<meta name="description" content="${escape(description)}">`,
  ];
  if (!head || head.noindex || status !== 200)
    return [...tags, '<meta name="robots" content="noindex">'].join('\n');

  const base = `${origin}${head.canonical ?? path}`;
  const inEnglish = `${base}${base.includes('?') ? '&' : '?'}lang=en`;
  const canonical = language === 'en' ? inEnglish : base;
  tags.push(
    `<link rel="canonical" href="${escape(canonical)}">`,
    `<link rel="alternate" hreflang="zh-CN" href="${escape(base)}">`,
    `<link rel="alternate" hreflang="en" href="${escape(inEnglish)}">`,
    `<link rel="alternate" hreflang="x-default" href="${escape(base)}">`,
    `<meta property="og:type" content="${head.openGraphType ?? 'website'}">`,
    `<meta property="og:site_name" content="${escape(m.site_name())}">`,
    `<meta property="og:title" content="${escape(head.title)}">`,
    `<meta property="og:description" content="${escape(description)}">`,
    `<meta property="og:url" content="${escape(canonical)}">`,
    `<meta property="og:locale" content="${language === 'en' ? 'en_GB' : 'zh_CN'}">`,
  );
  if (head.feed !== undefined)
    tags.push(
      `<link rel="alternate" type="application/rss+xml" title="${escape(head.title)}" href="${escape(`${origin}${head.feed}`)}">`,
    );
  if (head.jsonLd)
    tags.push(
      `<script type="application/ld+json" nonce="${nonce}">${safeJson(head.jsonLd)}</script>`,
    );
  return tags.join('\n');
}

interface BuiltFiles {
  readonly entry: string;
  readonly styles: readonly string[];
  readonly modules: readonly string[];
}

/** Entry, styles and modules to preload for the matched routes, without duplicates. */
function builtFiles(routeFiles: readonly string[]): BuiltFiles {
  const modules = new Set<string>();
  const styles = new Set<string>();
  const seen = new Set<string>();
  const visit = (key: string): void => {
    const chunk = manifest[key];
    if (!chunk || seen.has(key)) return;
    seen.add(key);
    modules.add(chunk.file);
    for (const file of chunk.css ?? []) styles.add(file);
    for (const imported of chunk.imports ?? []) visit(imported);
  };
  visit('main.tsx');
  for (const file of routeFiles) visit(file);
  const entry = manifest['main.tsx']?.file ?? '';
  modules.delete(entry);
  return { entry, styles: [...styles], modules: [...modules] };
}
