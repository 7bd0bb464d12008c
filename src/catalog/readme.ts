import MarkdownIt from 'markdown-it';
import sanitizeHtml from 'sanitize-html';

const markdown = new MarkdownIt({ html: true, linkify: true, typographer: false });

const tags = [
  ...[
    'h1',
    'h2',
    'h3',
    'h4',
    'h5',
    'h6',
    'p',
    'br',
    'hr',
    'blockquote',
    'pre',
    'code',
    'em',
    'strong',
    'del',
    's',
  ],
  ...[
    'ul',
    'ol',
    'li',
    'dl',
    'dt',
    'dd',
    'table',
    'thead',
    'tbody',
    'tr',
    'th',
    'td',
    'a',
    'img',
    'sub',
    'sup',
    'kbd',
  ],
  ...['details', 'summary'],
];

/** Turns a path inside the dataset into the address of that file; undefined when there is none. */
export type FileAddress = (path: string) => string | undefined;

const webAddress = /^https?:\/\//i;

/** Where a link or an image may point: the web, an anchor, or a file of the dataset. */
function target(address: string | undefined, file: FileAddress): string | undefined {
  if (address === undefined) return undefined;
  const text = address.trim();
  if (webAddress.test(text)) return text;
  if (/^[a-z][a-z0-9+.-]*:|^\/\/|^\/|\\/i.test(text)) return undefined;
  try {
    return file(decodeURIComponent(text.replace(/^(\.\/)+/, '').replace(/[?#].*$/, '')));
  } catch {
    return undefined;
  }
}

function options(file: FileAddress): sanitizeHtml.IOptions {
  return {
    allowedTags: tags,
    allowedAttributes: {
      a: ['href', 'title', 'rel'],
      img: ['src', 'alt', 'title', 'width', 'height', 'loading', 'referrerpolicy'],
      th: ['align', 'colspan', 'rowspan'],
      td: ['align', 'colspan', 'rowspan'],
      ol: ['start'],
    },
    allowedSchemes: ['http', 'https', 'mailto'],
    allowProtocolRelative: false,
    disallowedTagsMode: 'discard',
    nonTextTags: [
      'script',
      'style',
      'textarea',
      'option',
      'noscript',
      'iframe',
      'svg',
      'math',
      'template',
      'title',
    ],
    nestingLimit: 60,
    transformTags: {
      a: (_tag, { href, title }) => {
        const to =
          /^mailto:/i.test(href ?? '') || href?.startsWith('#') ? href : target(href, file);
        return {
          tagName: 'a',
          attribs: {
            ...(to ? { href: to, rel: 'nofollow noopener noreferrer ugc' } : {}),
            ...(title ? { title } : {}),
          },
        };
      },
      img: (_tag, { src, alt, title, width, height }) => {
        const inside = (path: string) => embedded(file(path));
        const from = target(src, inside);
        const kept = {
          alt: alt ?? '',
          ...(title ? { title } : {}),
          ...size('width', width),
          ...size('height', height),
        };
        return {
          tagName: 'img',
          attribs: from
            ? { src: from, ...kept, loading: 'lazy', referrerpolicy: 'no-referrer' }
            : kept,
        };
      },
    },
    exclusiveFilter: (frame) => frame.tag === 'img' && !frame.attribs['src'],
  };
}

/** Showing a picture is not downloading it: the address says that a page embeds the file. */
const embedded = (address: string | undefined) => address && `${address}?embedded`;

const size = (name: string, value: string | undefined): Record<string, string> =>
  value && /^[1-9][0-9]{0,3}$/.test(value) ? { [name]: value } : {};

/** Rendered texts, oldest first; bounded by characters so that long READMEs cannot fill the memory. */
const rendered = new Map<string, string>();
let renderedSize = 0;
const mostCharacters = 8_000_000;

/**
 * Markdown as HTML that is safe in our origin: no scripts, styles, forms, frames or event handlers;
 * links carry rel="nofollow"; images come from the web or from the dataset's own files. `base`
 * tells the file addresses of two datasets apart in the cache.
 */
export function renderReadme(text: string, base: string, file: FileAddress): string {
  const key = `${base}\n${text}`;
  const known = rendered.get(key);
  if (known !== undefined) return known;
  const html = sanitizeHtml(markdown.render(text), options(file)).trim();
  rendered.set(key, html);
  renderedSize += key.length + html.length;
  for (const [old, value] of rendered) {
    if (renderedSize <= mostCharacters) break;
    rendered.delete(old);
    renderedSize -= old.length + value.length;
  }
  return html;
}
