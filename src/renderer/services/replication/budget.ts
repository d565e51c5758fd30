export { type Allowance, Budget } from '@shared/budget.ts';
