/** Under this name a tab keeps which snapshot it looks at, for as long as it does (SNP-8). */
export const LOOKING_NAME = 'banyan.looking';
