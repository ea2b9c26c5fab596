/** The file that Yarn writes with `pnpEnableInlining: false`: data alone, where `.pnp.cjs` is a program. */
export const dataFileName = ".pnp.data.json";
