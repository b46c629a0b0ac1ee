/** Where something is taught: a step of a lesson, a run, or a symbol of the engine such as `client/Validators#checkMessage`. */
export type Taught =
  | { readonly lesson: string; readonly step?: string }
  | { readonly run: string }
  | { readonly symbol: string }
