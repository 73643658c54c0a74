# 每一项都只是 tools/bootstrap.py 的一个动词；Windows 上直接用：py -3 tools\bootstrap.py run
PYTHON ?= python3
BOOTSTRAP = $(PYTHON) tools/bootstrap.py

.PHONY: help run test check faults screenshots bench lock

help:
	@echo "make run          启动学校（首次自动安装依赖）：http://127.0.0.1:5000"
	@echo "make test         全部测试：SQLite、PostgreSQL、浏览器"
	@echo "make check        格式、写法、类型、包的次序、模板、依赖锁定"
	@echo "make screenshots  把每个页面拍成图片，放进 screenshots/"
	@echo "make faults       长时间的故障测试：考试中杀掉服务、丢请求、拨时钟（两个引擎各十分钟）"
	@echo "make bench        测量速度与内存"
	@echo "make lock         按 pyproject.toml 更新锁文件（需要 uv 和网络）"

run test check faults screenshots bench lock:
	@$(BOOTSTRAP) $@
