export { RecoveryPhraseCard } from './phrase/RecoveryPhraseCard.tsx';
