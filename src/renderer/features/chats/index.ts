export { ChatsContent, preloadConversation } from './conversation/ChatsContent.tsx';
export { ChatsList } from './list/ChatsList.tsx';
