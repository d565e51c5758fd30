import type { AsRoot } from '../identity/rootSigner.ts';
import type { Turn } from '../turn.ts';
import type { BookActs } from '../workspace/walletBooks.ts';
import type { WalletChatActs } from '../workspace/walletChat.ts';
import type { CodeActs } from '../workspace/walletCodes.ts';
import type { PacketActs } from '../workspace/walletPackets.ts';
import type { WalletRoomActs } from '../workspace/walletRoom.ts';
import type { WalletSafetyActs } from '../workspace/walletSafety.ts';
import type { PaymentActs, WalletActs } from '../workspace/walletWorkspace.ts';
import { OwnBookActs } from './books/bookActs.ts';
import { type ChatActParts, ChatWalletActs } from './chatActs.ts';
import { type CodeActParts, OwnCodeActs } from './codeActs.ts';
import { OwnPacketActs } from './packets/packetActs.ts';
import { RoomActs, type RoomActParts } from './room/roomActs.ts';
import { tradeActs } from './trade/tradeActs.ts';
import { OwnWalletActs, type WalletActParts } from './walletActs.ts';

/** What the acts of the wallet work with. */
export interface OwnActsParts extends ChatActParts, Omit<CodeActParts, 'store'>, WalletActParts, RoomActParts {
  readonly book: ChatActParts['book'];
  readonly asRoot: AsRoot;
  readonly turn: Turn;
}

/** Everything a person does with the wallet but guarding it. What classes keep beside their acts is nobody's business: only the acts are handed on. */
export function createOwnActs(parts: OwnActsParts): Omit<WalletActs, keyof WalletSafetyActs> {
  const books: BookActs = new OwnBookActs(parts);
  const payments: PaymentActs = new OwnWalletActs(parts);
  const codes: CodeActs = new OwnCodeActs(parts);
  const chats: WalletChatActs = new ChatWalletActs(parts);
  const room: WalletRoomActs = new RoomActs(parts);
  const packets: PacketActs = new OwnPacketActs(parts);
  return { ...books, ...payments, ...codes, ...chats, ...room, ...packets, ...tradeActs(parts) };
}
