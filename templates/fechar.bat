@echo off
chcp 65001 >nul
rem Fecha o mês anterior da cooperativa em cuja pasta este arquivo está; "fechar 2026-10" fecha outubro de 2026.
rem Termina com o número do coopcli (0: feito), que o Agendador de Tarefas mostra; as mensagens vão para fechamento.log.
setlocal
set "PYTHONUTF8=1"
if not defined COOPCLI set "COOPCLI=coopcli"
set "MES=%~1"
if not defined MES for /f %%m in ('powershell -NoProfile -Command "(Get-Date).AddMonths(-1).ToString('yyyy-MM')"') do set "MES=%%m"
%COOPCLI% close "%MES%" --folder "%~dp0." --quiet >> "%~dp0fechamento.log" 2>&1
exit /b %ERRORLEVEL%
