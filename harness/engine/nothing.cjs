// Stands in for a package that is never used (require-lean.ts).
