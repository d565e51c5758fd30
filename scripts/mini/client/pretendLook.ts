/** The look a program is shown. A page cannot set what the browser prefers, so its questions are answered otherwise. */
export type Look = 'light' | 'dark';

const QUESTION = /\(\s*prefers-color-scheme\s*:\s*(light|dark)\s*\)/g;
/** True and false, as media queries say it. */
const [YES, NO] = ['(min-width: 0)', '(max-width: 0)'] as const;

/** Answers `prefers-color-scheme` in scripts and style sheets, and what `color-scheme` makes of it. */
export function pretendLook(look: Look): void {
  const answer = (query: string) => query.replaceAll(QUESTION, (_, asked: string) => (asked === look ? YES : NO));
  const native = window.matchMedia.bind(window);
  window.matchMedia = (query) => native(answer(query));
  const apply = () => {
    for (const sheet of document.styleSheets) answerSheet(sheet, answer);
    const root = document.documentElement;
    const scheme = getComputedStyle(root).colorScheme;
    if (scheme.includes(look)) root.style.colorScheme = look;
  };
  new MutationObserver(apply).observe(document, { childList: true, subtree: true });
  document.addEventListener('load', apply, true);
  window.addEventListener('load', apply);
}

function answerSheet(sheet: CSSStyleSheet, answer: (query: string) => string): void {
  setMedia(sheet.media, answer);
  try {
    answerRules(sheet.cssRules, answer);
  } catch {
    // A sheet that is still loading: its load event comes.
  }
}

function answerRules(rules: CSSRuleList, answer: (query: string) => string): void {
  for (const rule of rules) {
    if (rule instanceof CSSMediaRule) setMedia(rule.media, answer);
    if (rule instanceof CSSGroupingRule) answerRules(rule.cssRules, answer);
  }
}

/** Setting the same text would be a change to whoever observes. */
function setMedia(media: MediaList, answer: (query: string) => string): void {
  const answered = answer(media.mediaText);
  if (answered !== media.mediaText) media.mediaText = answered;
}
