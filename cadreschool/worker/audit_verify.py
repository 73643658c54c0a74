"""Verifying the audit rows: what is wrong stands in the result."""

from __future__ import annotations

from cadreschool.audit.vault import Vault
from cadreschool.audit.verification import verify
from cadreschool.reports.audited_facts import facts_that_differ
from cadreschool.worker.running import RunningJob


def run(job: RunningJob) -> None:
    """Verify everything and write down what was found."""
    job.viewer()
    found = verify(Vault(job.settings.instance), at=job.at, advance=job.advance)
    for text in facts_that_differ(job.advance):
        found.add(text)
    job.message = found.summary
    if found.findings:
        lines = [f"[{'错误' if one.is_error else '注意'}] {one.text}" for one in found.findings]
        if found.more:
            lines.append(f"另有 {found.more} 处问题没有列出。")
        path = job.result("审计核对", "txt")
        path.write_text("\n".join([found.summary, "", *lines, ""]), encoding="utf-8-sig")
