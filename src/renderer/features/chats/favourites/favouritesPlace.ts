/** What stands in place of a chat in the address of the page of favourites: no id of a space looks like it. */
export const FAVOURITES = 'favourites';
