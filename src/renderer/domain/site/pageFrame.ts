import { escapeMarkup } from './escapeMarkup.ts';

/** A page's language, the ways it may reach anything, and what it is made of: markup but for the title. */
export interface PageParts {
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  /** Its content security policy. */
  readonly policy: string;
  readonly title: string;
  /** Lines in the head. */
  readonly head: string;
  readonly content: string;
  /** What stands after the content. */
  readonly foot?: string;
}

/** A whole page of HTML that tells nobody where it was come from. */
export function pageFrame({ language, direction, policy, title, head, content, foot }: PageParts): string {
  return `<!doctype html>
<html lang="${escapeMarkup(language)}" dir="${direction}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeMarkup(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escapeMarkup(title)}</title>
${head}
</head>
<body>
<main>
${content}
</main>${foot === undefined ? '' : `\n${foot}`}
</body>
</html>
`;
}
