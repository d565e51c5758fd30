/** How an exported chat looks: light and dark, in either direction, on paper. */
export const CHAT_STYLE = `:root { color-scheme: light dark; --line: light-dark(#d9dde1, #3a3f45); --own: light-dark(#dcf3e4, #1f4a35); --other: light-dark(#f2f4f5, #2a2e33); --soft: light-dark(#5c646c, #a4abb3); }
body { max-width: 46rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; background: light-dark(#fff, #17191c); color: light-dark(#15181b, #eef0f2); }
h1 { font-size: 1.4rem; line-height: 1.25; }
h2 { font-size: .875rem; font-weight: 600; color: var(--soft); text-align: center; margin: 1.5rem 0 .75rem; }
header p, nav { color: var(--soft); font-size: .875rem; }
nav { display: flex; gap: 1rem; margin-block: 1rem; }
a { color: inherit; }
article { width: fit-content; min-width: 6rem; max-width: 85%; margin-block: .375rem; padding: .5rem .75rem; border-radius: .75rem; background: var(--other); }
article.own { margin-inline-start: auto; background: var(--own); }
article.line { margin-inline: auto; background: none; color: var(--soft); font-size: .875rem; text-align: center; }
article:target { outline: 2px solid; }
.by { display: flex; gap: .75rem; justify-content: space-between; font-size: .8125rem; color: var(--soft); }
.by b { color: inherit; }
.words { white-space: pre-wrap; }
.aside { font-style: italic; color: var(--soft); }
.quote { display: block; margin: .25rem 0; padding-inline-start: .5rem; border-inline-start: 3px solid var(--line); color: var(--soft); font-size: .875rem; text-decoration: none; }
blockquote { margin: .25rem 0; padding-inline-start: .5rem; border-inline-start: 3px solid var(--line); }
pre { overflow: auto; padding: .5rem; border: 1px solid var(--line); border-radius: .5rem; }
img, video { display: block; max-width: 100%; max-height: 24rem; height: auto; margin-block: .25rem; border-radius: .5rem; }
audio { display: block; width: 20rem; max-width: 100%; margin-block: .25rem; }
ul { margin: .25rem 0; padding-inline-start: 1.25rem; }
.signs { display: flex; flex-wrap: wrap; gap: .375rem; margin-block-start: .25rem; font-size: .8125rem; }
.signs span { padding: .0625rem .5rem; border: 1px solid var(--line); border-radius: 1rem; }
details { font-size: .875rem; color: var(--soft); }
@media print { article { break-inside: avoid; } nav { display: none; } }
`;
