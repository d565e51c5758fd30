/** What stands before the first element: declarations, comments, space. */
const BEFORE = /^(?:\s+|<\?[\s\S]*?\?>|<!--[\s\S]*?-->)/u;
const DOCTYPE = /^<!DOCTYPE[^[\]>]*>/iu;
const PAGE = /^<(?:!doctype\s+html|html|head|body)[\s>/]/iu;

/** The text from its first element on; null where it defines entities of its own (WFD-1): they are never needed, and can be bombs. */
export function withoutProlog(text: string): { readonly body: string; readonly isPage: boolean } | null {
  let body = text.replace(/^\uFEFF/u, '');
  for (let part = BEFORE.exec(body); part !== null; part = BEFORE.exec(body)) body = body.slice(part[0].length);
  if (PAGE.test(body)) return { body, isPage: true };
  if (!/^<!DOCTYPE/iu.test(body)) return { body, isPage: false };
  const named = DOCTYPE.exec(body);
  return named === null
    ? null
    : { body: body.slice(named[0].length), isPage: /^\s*<html[\s>]/iu.test(body.slice(named[0].length)) };
}
