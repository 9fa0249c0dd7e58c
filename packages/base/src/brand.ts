declare const brand: unique symbol

/** A value that only its parser can make: the brand proves that the parser ran. It costs nothing at run time. */
export type Brand<Value, Name extends string> = Value & { readonly [brand]: Name }
