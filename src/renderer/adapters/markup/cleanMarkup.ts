import DOMPurify, { type Config } from 'dompurify';

/** What text consists of. Anything else loses its tag, and what runs or draws by itself its content as well. */
const TAGS = [
  ...['a', 'abbr', 'address', 'article', 'aside', 'b', 'bdi', 'blockquote', 'br', 'caption', 'center', 'cite', 'code'],
  ...['dd', 'del', 'details', 'div', 'dl', 'dt', 'em', 'figcaption', 'figure', 'footer', 'h1', 'h2', 'h3', 'h4', 'h5'],
  ...[
    'h6',
    'header',
    'hr',
    'i',
    'img',
    'ins',
    'kbd',
    'li',
    'main',
    'mark',
    'ol',
    'p',
    'pre',
    'q',
    's',
    'samp',
    'section',
  ],
  ...[
    'small',
    'span',
    'strike',
    'strong',
    'sub',
    'summary',
    'sup',
    'table',
    'tbody',
    'td',
    'tfoot',
    'th',
    'thead',
    'time',
  ],
  ...['tr', 'tt', 'u', 'ul', 'var'],
];

const RULES = {
  ALLOWED_TAGS: TAGS,
  // Style and class are read for what a word processor means by them, and put on nothing.
  ALLOWED_ATTR: ['href', 'src', 'alt', 'title', 'class', 'style'],
  ALLOW_ARIA_ATTR: false,
  ALLOW_DATA_ATTR: false,
  ALLOW_UNKNOWN_PROTOCOLS: false,
  USE_PROFILES: false,
  RETURN_DOM_FRAGMENT: true,
} as const satisfies Config;

/** Parses HTML into a document that has no window, so that nothing in it runs or loads, and takes out what text does not consist of. */
export function cleanMarkup(html: string): DocumentFragment {
  return DOMPurify.sanitize(html, RULES);
}
