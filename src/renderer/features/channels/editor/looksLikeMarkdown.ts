/** Lines by which Markdown is known; one of the strong ones is enough, of the weak ones it takes two. */
const STRONG = /^(?:#{1,6} \S|```|\|.+\|\s*$|!\[[^\]]*\]\()/mu;
const WEAK = [
  /^(?:[-*+]|\d+\.) \S/mu,
  /^> \S/mu,
  /\*\*[^\s*][^*\n]*\*\*/u,
  /\[[^\]\n]+\]\((?:https?:|mailto:)[^)\s]+\)/u,
  /`[^`\n]+`/u,
];
const LIST = /^(?:[-*+]|\d+\.) \S.*\n(?:\s*(?:[-*+]|\d+\.) \S)/mu;

/** Whether plain text was most likely written as Markdown. */
export function looksLikeMarkdown(text: string): boolean {
  if (STRONG.test(text) || LIST.test(text)) return true;
  return WEAK.filter((pattern) => pattern.test(text)).length >= 2;
}
