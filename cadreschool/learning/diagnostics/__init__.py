"""The diagnostic quiz (入门诊断): where to begin in each unit. It is no exam and no proof."""
