/** What the system says about the way to the network. Adapter: the browser's own word. */
export interface Network {
  /** True where what goes over the connection costs, or the person asked to save it. False also where nothing is said. */
  isMetered(): boolean;
}
