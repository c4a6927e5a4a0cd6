/** What stands where there is nothing yet: what this place is for, and what to do. */
export function Empty({ title, text }: { title: string; text?: string }) {
  return (
    <div class="empty">
      <p class="empty-title">{title}</p>
      {text && <p>{text}</p>}
    </div>
  );
}
