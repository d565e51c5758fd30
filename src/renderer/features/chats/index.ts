export { ChatsContent, type ChatsContentProps } from './conversation/ChatsContent.tsx';
export { ChatsList, type ChatsListProps } from './list/ChatsList.tsx';
