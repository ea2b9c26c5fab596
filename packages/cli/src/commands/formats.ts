/** How `check` can print its result. */
export const checkFormats = ["pretty", "compact", "json", "github", "sarif", "junit", "gitlab"] as const;
export type CheckFormat = (typeof checkFormats)[number];

/** How `explain` can print its result. */
export const explainFormats = ["pretty", "json", "mermaid"] as const;
export type ExplainFormat = (typeof explainFormats)[number];
