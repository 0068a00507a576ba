"""Tables in Markdown, each printed as it grows."""


class Table:
    def __init__(self, title, *columns):
        self.lines = []
        self.say(f"\n## {title}\n")
        self.say(f"| {' | '.join(columns)} |")
        self.say(f"| {' | '.join('---' for _ in columns)} |")

    def row(self, *cells):
        self.say(f"| {' | '.join(map(str, cells))} |")

    def say(self, line):
        print(line, flush=True)
        self.lines.append(line)

    def __str__(self):
        return "\n".join(self.lines) + "\n"
