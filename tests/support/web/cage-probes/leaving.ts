/** Checklist 4 and 12: ways to another page. Each is tried in a program of its own. */
import { type Probe, put } from './target.ts';

function submit(url: string, attributes: Readonly<Record<string, string>>): void {
  const form = put('form', { action: url, method: 'post', ...attributes });
  put('input', { name: 'secret', value: 'x' }, form);
  put('button', { type: 'submit' }, form).click();
}

/** Ways out by going there, each after a click of the person's. */
export const leaving: Readonly<Record<string, Probe>> = {
  'form-self': ({ url }) => submit(url, {}),
  'form-top': ({ url }) => submit(url, { target: '_top' }),
  'form-blank': ({ url }) => submit(url, { target: '_blank' }),
  'location-href': ({ url }) => void (location.href = url),
  'location-own-address': ({ own, port }) => void (location.href = `http://${own}:${port}/`),
  'navigation-api': ({ url }) => {
    const navigation: unknown = Reflect.get(window, 'navigation');
    const navigate: unknown = Reflect.get(Object(navigation), 'navigate');
    if (typeof navigate === 'function') Reflect.apply(navigate, navigation, [url]);
  },
  'meta-refresh': ({ url }) => put('meta', { 'http-equiv': 'refresh', content: `0;url=${url}` }, document.head),
  'top-location': ({ url }) => void Object.assign(window.top ?? window, { location: url }),
  'link-self': ({ url }) => put('a', { href: url }).click(),
  'link-top': ({ url }) => put('a', { href: url, target: '_top' }).click(),
  'link-blank': ({ url }) => put('a', { href: url, target: '_blank' }).click(),
  'window-open': ({ url }) => window.open(url) === null,
  'window-open-noopener': ({ url }) => window.open(url, '_blank', 'noopener') === null,
  download: ({ url }) => put('a', { href: url, download: 'x' }).click(),
};
