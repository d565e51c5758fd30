import { memo, type ReactNode } from 'react';
import type { AccountId } from '@shared/ids.ts';
import type { Workspace } from '@services/workspace/workspace.ts';
import styles from './ChatsList.module.css';
import { ConversationRow } from './ConversationRow.tsx';
import { ImportedRow } from './ImportedRow.tsx';
import type { ListedChat } from './listedChat.ts';
import type { RowBlock } from './rowBlocks.ts';
import type { PinDrag } from './usePinDrag.ts';

/** How high a row is, rem: for blocks that were never laid out. */
const ROW = 3.875;

type Known<T> = T extends { get: () => infer Value } ? Value : never;

interface BlockOfRowsProps {
  readonly block: RowBlock<ListedChat>;
  /** Oneself; null while unknown. */
  readonly self: AccountId | null;
  readonly presence: Known<Workspace['presence']>;
  readonly typing: Known<Workspace['typing']>;
  /** The open chat, where it is one of these. */
  readonly selected: string | null;
  /** The one row that Tab reaches, where it is one of these. */
  readonly reachable: string | null;
  /** Null where none of these is pinned. */
  readonly drag: ((space: ListedChat['space']) => PinDrag | null) | null;
}

/** A block of the list. When another chat is opened the blocks of that one and of the one before are rendered again, not all. */
export const BlockOfRows = memo(function BlockOfRows(props: BlockOfRowsProps): ReactNode {
  const { conversations } = props.block;
  const containIntrinsicBlockSize = `auto ${conversations.length * ROW}rem`;
  return (
    <div role="presentation" className={styles['block']} style={{ containIntrinsicBlockSize }}>
      {conversations.map((conversation) => {
        const { space } = conversation;
        const row = {
          isSelected: space === props.selected,
          isReachable: space === props.reachable,
          drag: props.drag?.(space) ?? null,
        };
        if (conversation.kind === 'imported') return <ImportedRow key={space} talk={conversation} {...row} />;
        return (
          <ConversationRow
            key={space}
            conversation={conversation}
            self={props.self}
            isOnline={props.presence.has(conversation.account)}
            isTyping={props.typing.has(space)}
            {...row}
          />
        );
      })}
    </div>
  );
});
