/** The key that does the same; people see it, screen readers need not. */
export function KeyCap({ children }: { readonly children: string }) {
  return (
    <kbd aria-hidden className="key-cap">
      {children.length === 1 ? children.toUpperCase() : children}
    </kbd>
  );
}
