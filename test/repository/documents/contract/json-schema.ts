/** A part of a JSON schema, or of the document that contains it. */
export type JsonSchema = { readonly [name: string]: unknown };
