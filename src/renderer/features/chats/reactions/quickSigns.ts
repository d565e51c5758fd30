/** The signs that are offered first. A press on a message twice, quickly, is the first of them. */
export const quickSigns = ['👍', '❤️', '😂', '😮', '😢', '🙏'] as const;
