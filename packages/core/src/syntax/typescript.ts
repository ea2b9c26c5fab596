import type ts from "typescript";

/** The `typescript` namespace. The engine is given it: each surface has another instance. */
export type TypeScript = typeof ts;
