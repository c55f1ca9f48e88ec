"""The systemd units say what systemd understands, and start the command with flags that it knows."""

import pathlib
import shlex
import shutil
import subprocess
import unittest

from command import LUBB, REPOSITORY, CommandTest

UNITS = REPOSITORY / "scripts/systemd"
INSTALLED = "/usr/local/bin/lubb"


class ServiceFiles(CommandTest):
    def service(self):
        return (UNITS / "lubb-crawl.service").read_text()

    @unittest.skipUnless(shutil.which("systemd-analyze"), "needs systemd-analyze")
    def test_systemd_finds_nothing_wrong_with_them(self):
        self.write("lubb-crawl.service", self.service().replace(INSTALLED, str(pathlib.Path(LUBB).absolute())))
        self.write("lubb-crawl.timer", (UNITS / "lubb-crawl.timer").read_text())
        self.write("man/man1/lubb.1", (REPOSITORY / "src/cli/lubb.1").read_text())
        done = subprocess.run(
            ["systemd-analyze", "verify", "lubb-crawl.service", "lubb-crawl.timer"],
            cwd=self.folder,
            env=self.environment({"MANPATH": str(self.folder / "man")}),
            capture_output=True,
        )
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, b"", b""))

    def test_the_command_line_is_one_that_crawls(self):
        line = next(line for line in self.service().splitlines() if line.startswith("ExecStart="))
        command = shlex.split(line.removeprefix("ExecStart=").replace("%S", str(self.folder)))
        self.assertEqual(command[0], INSTALLED)
        seeds = self.write("seeds", "https://example.org/\n")
        arguments = [str(seeds) if word == "/etc/lubb/seeds.txt" else word for word in command[1:]]
        result = self.run_lubb(*arguments, "--dry-run", environment={"LUBB_CONTACT": "https://example.org/bot"})
        self.assertEqual(result.code, 0)
        self.assertIn("https://example.org/: a seed", result.err)


if __name__ == "__main__":
    unittest.main()
