// Escapes text for HTML, for the page that netlock writes and for what its script writes.
export const escapeHtml = (text: string): string => text.replaceAll(/[&<>"'`]/g, char => `&#${char.charCodeAt(0)};`);
