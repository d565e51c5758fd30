/** Longest code: what a QR code of version 25 holds as bytes with the least correction (PAY-1). */
export const MAX_CODE_LENGTH = 1273;
/** Bytes of the handle in a payer's code (PAY-5). */
export const HANDLE_LENGTH = 16;

/** Whether text begins like a code to pay with (PAY-1). */
export function isPayLink(text: string): boolean {
  return /^banyan:\/\/pay#/i.test(text);
}
