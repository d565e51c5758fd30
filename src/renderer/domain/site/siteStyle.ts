/** How a channel's site looks: light and dark, in either direction. */
export const SITE_STYLE = `:root { color-scheme: light dark; }
body { max-width: 42rem; margin: 0 auto; padding: 2rem 1rem; font: 1.0625rem/1.6 system-ui, sans-serif; overflow-wrap: anywhere; }
h1, h2, h3 { line-height: 1.25; }
h2 a { text-decoration: none; }
article { margin-block: 2rem; }
time { display: block; font-size: 0.875rem; opacity: 0.75; }
figure { margin: 1.5rem 0; }
img { max-width: 100%; height: auto; border-radius: 0.5rem; }
figcaption { font-size: 0.875rem; opacity: 0.75; }
blockquote { margin-inline: 0; padding-inline-start: 1rem; border-inline-start: 0.25rem solid; opacity: 0.85; }
pre, .table { overflow: auto; }
pre { padding: 1rem; border: 1px solid; border-radius: 0.5rem; }
table { border-collapse: collapse; }
th, td { padding: 0.25rem 0.75rem; border: 1px solid; text-align: start; }
.card { padding: 0.75rem 1rem; border: 1px solid; border-radius: 0.5rem; }
footer { margin-block-start: 3rem; font-size: 0.875rem; }
`;
