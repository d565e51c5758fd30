/** Whether text begins like a link to a channel (CHN-7). Says nothing about whether it is a sound one. */
export function isChannelLink(text: string): boolean {
  return /^banyan:(?:\/\/)?channel\/?#/i.test(text.trim());
}
