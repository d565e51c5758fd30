export { ChatsContent } from './conversation/ChatsContent.tsx';
export { ChatsList } from './list/ChatsList.tsx';
