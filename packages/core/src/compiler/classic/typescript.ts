import type ts from "typescript";

/** The whole `typescript` namespace, from 5.4 to 6.0. */
export type ClassicTypeScript = typeof ts;
