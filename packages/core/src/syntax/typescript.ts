import type ts from "typescript";

/** The `typescript` namespace, which each surface hands to the engine. */
export type TypeScript = typeof ts;
